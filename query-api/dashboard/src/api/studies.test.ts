import { describe, expect, it } from "vitest";
import { readFigures, readNotes, readProgress, readSessions } from "./studies";

describe("studies", () => {
  it("readSessions_failedAnalysisAndRating_areRead", () => {
    const [session] = readSessions({
      sessions: [{ sessionId: "s", testerId: "t", variant: "A", status: "completed", startedAt: "2026-01-01T00:00:00Z", durationSeconds: 61, analysisError: "no model", confirmation: { rating: 4 } }],
    });
    expect(session).toMatchObject({ id: "s", durationSeconds: 61, analysisError: "no model", rating: 4 });
  });

  it("readFigures_fewSessions_haveNoWinner", () => {
    const figures = readFigures({ variants: { A: { sessionCount: 2, completedSessionCount: 1, avgCompletionRate: 0.5 } }, winner: null, confidence: null });
    expect(figures).toMatchObject({ winner: null, confidence: null });
    expect(figures.variants[0]).toMatchObject({ name: "A", sessions: 2, completionRate: 0.5, frustration: null });
  });

  it("readNotes_evidence_isItsDetail", () => {
    const [note] = readNotes({ notes: [{ noteId: "n", content: "slow", timestamp: "2026-01-01T00:00:00Z", authorId: "ada", evidence: [{ kind: "rage_click", detail: "three clicks" }] }] });
    expect(note).toMatchObject({ author: "ada", evidence: ["three clicks"], score: null });
  });

  it("readProgress_tasks_areCounted", () => {
    expect(readProgress({ totalTasks: 2, completedTasks: 1, tasks: [{ taskId: "a", title: "Find it", completed: true }] })).toEqual({
      total: 2,
      completed: 1,
      tasks: [{ id: "a", title: "Find it", isCompleted: true }],
    });
  });
});
