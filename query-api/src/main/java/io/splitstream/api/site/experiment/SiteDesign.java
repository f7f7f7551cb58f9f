package io.splitstream.api.site.experiment;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.site.Goal;
import io.splitstream.contracts.site.SiteExperiment;
import io.splitstream.contracts.site.SiteVariant;
import io.splitstream.contracts.site.UrlPattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment is on its site.
 *
 * @param targetUrl the page that it was made for
 * @param urlPattern pages that it runs on; null for all
 * @param ideaId where it came from; null for nowhere
 * @param treatment null while nobody has said what the variant is
 * @param variantId the arm that the treatment is for; null in designs stored before that was said, whose experiments
 *     have it first among the test arms
 * @param goals the first is primary
 */
public record SiteDesign(
        String targetUrl,
        @Nullable UrlPattern urlPattern,
        @Nullable String ideaId,
        @Nullable Treatment treatment,
        @Nullable String variantId,
        List<Goal> goals) {
    /** As long as the ids of experiments, and of variants with one more letter. */
    private static final String ANY_EXPERIMENT = "exp_0123456789abcdef";

    private static final String ANY_VARIANT = "var_0123456789abcde";
    private static final Set<ExperimentStatus> PUBLISHED =
            Set.copyOf(EnumSet.of(ExperimentStatus.DRAFT, ExperimentStatus.RUNNING, ExperimentStatus.PAUSED));

    public SiteDesign {
        goals = List.copyOf(goals);
    }

    /** How many variants there are: control, and what is compared with it once that is known. */
    public int variants() {
        return treatment == null ? 1 : 2;
    }

    /** The same, its treatment for an arm of the experiment. */
    SiteDesign treating(String armId) {
        return new SiteDesign(targetUrl, urlPattern, ideaId, treatment, armId, goals);
    }

    /** The arm that the treatment is for; empty if another surface took it away. */
    Optional<ExperimentVariant> treated(Experiment experiment) {
        List<ExperimentVariant> arms = experiment.design().testVariants();
        return arms.stream()
                .filter(arm -> variantId == null || arm.id().equals(variantId))
                .findFirst();
    }

    /**
     * What browsers are told; nothing of what is over, or has nothing to show yet. Arms that another surface added have
     * no treatment: their visitors see the page as it is.
     */
    public Optional<SiteExperiment> published(Experiment experiment) {
        Treatment shown = treatment;
        String treated = treated(experiment).map(ExperimentVariant::id).orElse(null);
        if (shown == null || treated == null || !PUBLISHED.contains(experiment.status())) {
            return Optional.empty();
        }
        List<SiteVariant> variants = experiment.design().variants().stream()
                .map(variant -> variant(variant, variant.id().equals(treated) ? shown : null))
                .toList();
        // Somebody may start it elsewhere, where nobody asks for goals; without one there is nothing to find out.
        boolean running = experiment.status() == ExperimentStatus.RUNNING && !goals.isEmpty();
        return Optional.of(new SiteExperiment(experiment.id(), running, urlPattern, variants, goals));
    }

    /** The {@linkplain SiteExperiment#length length} of what browsers are told of it until it is over. */
    public int length() {
        Treatment shown = treatment;
        if (shown == null) {
            return 0;
        }
        SiteVariant control = new SiteVariant(ANY_VARIANT + "a", 0.5, List.of(), null);
        SiteVariant other = new SiteVariant(ANY_VARIANT + "b", 0.5, shown.mutations(), shown.redirectUrl());
        return new SiteExperiment(ANY_EXPERIMENT, false, urlPattern, List.of(control, other), goals).length();
    }

    private static SiteVariant variant(ExperimentVariant variant, @Nullable Treatment treatment) {
        double weight = variant.allocation() / 100;
        return treatment == null
                ? new SiteVariant(variant.id(), weight, List.of(), null)
                : new SiteVariant(variant.id(), weight, treatment.mutations(), treatment.redirectUrl());
    }
}
