// Answers questions on standard input, one JSON a line, so that tests elsewhere can hold their code to the runtime's:
// {"pattern", "path"} → true or false; {"experiment", "visitor"} → the id of the variant.
import { createInterface } from "node:readline";
import { variantOf } from "./assignment";
import type { Experiment } from "./site";
import { matches } from "./url-pattern";

type Question = { pattern: string; path: string } | { experiment: Experiment; visitor: string };

createInterface({ input: process.stdin }).on("line", (line) => {
  const question = JSON.parse(line) as Question;
  const answer =
    "pattern" in question
      ? matches(question.pattern, question.path)
      : variantOf(question.experiment, question.visitor).id;
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
