package io.splitstream.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.api.study.analysis.AnalysisFailedException;
import io.splitstream.api.study.analysis.Finding;
import io.splitstream.api.study.analysis.SessionEvidence;
import io.splitstream.api.study.checklist.ChecklistItem;
import io.splitstream.api.study.insight.SessionInsights.Counts;
import io.splitstream.api.study.note.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A session's evidence with a number each, to be sent and to be cited. */
final class EvidenceSheet {
    private static final int MOST_FINDINGS = 20;

    private final ObjectNode json = JsonMapper.builder().build().createObjectNode();
    private final Map<String, Evidence> byId = new LinkedHashMap<>();

    private EvidenceSheet() {}

    static EvidenceSheet of(SessionEvidence session) {
        EvidenceSheet sheet = new EvidenceSheet();
        sheet.json.put("study", session.study().plan().title());
        sheet.json.put("variant", session.session().variant().name());
        session.session().times().durationSeconds().ifPresent(seconds -> sheet.json.put("durationSeconds", seconds));
        sheet.counts(session.insights().counts());
        for (ChecklistItem item : session.tasks()) {
            String state = item.isCompleted() ? "completed" : "not completed";
            sheet.add(new Evidence("task", item.completedAt(), item.taskId(), item.title() + ": " + state));
        }
        session.insights()
                .signs()
                .forEach(sign -> sheet.add(new Evidence(
                        sign.kind(),
                        sign.at(),
                        sign.subject().isEmpty() ? null : sign.subject(),
                        sign.kind().replace('_', ' '))));
        session.feedback()
                .ifPresent(form -> sheet.add(new Evidence(
                        "feedback",
                        form.at(),
                        form.id(),
                        "clarity " + form.clarity() + " of 5, difficulty " + form.difficulty() + " of 5"
                                + (form.technicalIssues() ? ", technical problems" : "")
                                + (form.comment() == null ? "" : ": " + form.comment()))));
        return sheet;
    }

    ObjectNode json() {
        return json;
    }

    /** The findings of an answer, if it is of the form that was asked for and cites what is on the sheet. */
    List<Finding> findings(JsonNode answer) throws AnalysisFailedException {
        JsonNode given = answer.path("findings");
        if (!given.isArray() || given.isEmpty() || given.size() > MOST_FINDINGS) {
            throw malformed("findings: " + given.size() + " (expected: 1 to " + MOST_FINDINGS + ")");
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode finding : given) {
            findings.add(finding(finding));
        }
        return findings;
    }

    private Finding finding(JsonNode finding) throws AnalysisFailedException {
        String content = finding.path("content").asText();
        JsonNode score = finding.path("score");
        if (content.isBlank() || content.length() > Finding.LONGEST) {
            throw malformed("content: " + content.length() + " characters (expected: 1 to " + Finding.LONGEST + ")");
        }
        if (!score.isNumber() || !(score.asDouble() >= 0 && score.asDouble() <= 1)) {
            throw malformed("score: " + score + " (expected: 0 to 1)");
        }
        List<Evidence> cited = new ArrayList<>();
        for (JsonNode id : finding.path("evidence")) {
            Evidence evidence = byId.get(id.asText());
            if (evidence == null) {
                throw malformed("evidence: " + id + " is none that was given");
            }
            cited.add(evidence);
        }
        return new Finding(content, score.asDouble(), cited);
    }

    static AnalysisFailedException malformed(String what) {
        return new AnalysisFailedException("The analyser's answer cannot be used: " + what + ".", true);
    }

    private void counts(Counts counts) {
        json.putObject("counts")
                .put("interactions", counts.interactions())
                .put("clicks", counts.clicks())
                .put("rageClicks", counts.rageClicks())
                .put("deadClicks", counts.deadClicks())
                .put("errorClicks", counts.errorClicks())
                .put("errors", counts.errors())
                .put("backAndForth", counts.backAndForth())
                .put("idles", counts.idles());
    }

    private void add(Evidence evidence) {
        String id = "e" + (byId.size() + 1);
        byId.put(id, evidence);
        ArrayNode list = json.withArray("evidence");
        ObjectNode entry = list.addObject()
                .put("id", id)
                .put("kind", evidence.kind())
                .put("subject", evidence.subject())
                .put("detail", evidence.detail());
        if (evidence.at() != null) {
            entry.put("at", evidence.at().toString());
        }
    }
}
