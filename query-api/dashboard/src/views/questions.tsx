import type { Question } from "../api/site-tests";

interface Props {
  readonly questions: readonly Question[];
  /** Told which field of the request is to be what. */
  readonly onAnswer: (field: string, answer: string) => void;
}

/** What has to be known before something can be made of a prompt, with answers that would do. */
export function Questions({ questions, onAnswer }: Props) {
  return (
    <div class="notice questions" role="status">
      <div>
        {questions.map((question) => (
          <div key={question.field}>
            <p class="notice-title">{question.prompt}</p>
            <p>{question.reason}</p>
            <div class="choices">
              {question.suggestions.map((suggestion) => (
                <button key={suggestion} type="button" class="small" onClick={() => onAnswer(question.field, suggestion)}>{suggestion}</button>
              ))}
            </div>
          </div>
        ))}
        <p class="quiet-text">Nothing was made yet. Choose or fill in an answer and send it again.</p>
      </div>
    </div>
  );
}
