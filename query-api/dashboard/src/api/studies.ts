import { fields, list, number, required, text, texts, time } from "./fields";

export interface Study {
  readonly id: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly tasks: number;
  readonly createdAt: number | null;
}

export interface Round {
  readonly id: string;
  readonly label: string;
  readonly status: string;
  readonly startedAt: number | null;
  readonly wanted: number | null;
  readonly sessions: number;
  readonly pauseReason: string | null;
}

export interface Session {
  readonly id: string;
  readonly tester: string;
  readonly variant: string;
  readonly status: string;
  readonly startedAt: number | null;
  readonly durationSeconds: number | null;
  /** Why its analysis failed; null unless it did. */
  readonly analysisError: string | null;
  readonly rating: number | null;
}

export interface StudyFigures {
  readonly winner: string | null;
  readonly confidence: number | null;
  readonly variants: readonly VariantFigures[];
}

export interface VariantFigures {
  readonly name: string;
  readonly sessions: number;
  readonly completed: number;
  readonly completionRate: number | null;
  readonly durationSeconds: number | null;
  /** 0 to 1; null without interactions. */
  readonly frustration: number | null;
}

export interface Note {
  readonly id: string;
  readonly content: string;
  readonly at: number | null;
  readonly author: string;
  readonly score: number | null;
  readonly evidence: readonly string[];
}

export interface Progress {
  readonly total: number;
  readonly completed: number;
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly isCompleted: boolean }[];
}

export function readStudies(data: unknown): readonly Study[] {
  return list(fields(data, "the studies")["studies"]).map(readStudy);
}

export function readStudy(data: unknown): Study {
  const study = fields(data, "a study");
  return {
    id: required(study["jobId"], "a study's id"),
    title: required(study["title"], "a study's title"),
    variants: texts(study["variants"]),
    tasks: list(study["tasks"]).length,
    createdAt: time(study["createdAt"]),
  };
}

export function readRounds(data: unknown): readonly Round[] {
  return list(fields(data, "the rounds")["rounds"]).map((each) => {
    const round = fields(each, "a round");
    return {
      id: required(round["roundId"], "a round's id"),
      label: text(round["label"]) ?? "",
      status: text(round["status"]) ?? "",
      startedAt: time(round["startedAt"]),
      wanted: number(round["targetSessionCount"]),
      sessions: number(round["sessionCount"]) ?? 0,
      pauseReason: text(round["pauseReason"]),
    };
  });
}

export function readSessions(data: unknown): readonly Session[] {
  return list(fields(data, "the sessions")["sessions"]).map((each) => {
    const session = fields(each, "a session");
    const confirmation = session["confirmation"] == null ? null : fields(session["confirmation"], "a confirmation");
    return {
      id: required(session["sessionId"], "a session's id"),
      tester: text(session["testerId"]) ?? "",
      variant: text(session["variant"]) ?? "",
      status: text(session["status"]) ?? "",
      startedAt: time(session["startedAt"]),
      durationSeconds: number(session["durationSeconds"]),
      analysisError: text(session["analysisError"]),
      rating: number(confirmation?.["rating"]),
    };
  });
}

export function readFigures(data: unknown): StudyFigures {
  const item = fields(data, "the figures");
  return {
    winner: text(item["winner"]),
    confidence: number(item["confidence"]),
    variants: Object.entries(fields(item["variants"] ?? {}, "the variants")).map(([name, each]) => {
      const figures = fields(each, "a variant");
      return {
        name,
        sessions: number(figures["sessionCount"]) ?? 0,
        completed: number(figures["completedSessionCount"]) ?? 0,
        completionRate: number(figures["avgCompletionRate"]),
        durationSeconds: number(figures["avgDurationSeconds"]),
        frustration: number(figures["avgFrustrationScore"]),
      };
    }),
  };
}

export function readNotes(data: unknown): readonly Note[] {
  return list(fields(data, "the notes")["notes"]).map((each) => {
    const note = fields(each, "a note");
    return {
      id: required(note["noteId"], "a note's id"),
      content: text(note["content"]) ?? "",
      at: time(note["timestamp"]),
      author: text(note["authorId"]) ?? "",
      score: number(note["score"]),
      evidence: list(note["evidence"]).flatMap((one) => text(fields(one, "evidence")["detail"]) ?? []),
    };
  });
}

export function readProgress(data: unknown): Progress {
  const item = fields(data, "the progress");
  return {
    total: number(item["totalTasks"]) ?? 0,
    completed: number(item["completedTasks"]) ?? 0,
    tasks: list(item["tasks"]).map((each) => {
      const task = fields(each, "a task");
      return { id: required(task["taskId"], "a task's id"), title: text(task["title"]) ?? "", isCompleted: task["completed"] === true };
    }),
  };
}
