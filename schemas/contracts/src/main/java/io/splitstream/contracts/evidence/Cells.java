package io.splitstream.contracts.evidence;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All the users of an experiment, by variant and weight epoch. Immutable.
 *
 * @param cells one per variant and weight epoch that has users
 */
public record Cells(List<Cell> cells) {
    /** No users. */
    public static final Cells NONE = new Cells(List.of());

    public Cells {
        cells = List.copyOf(cells);
    }

    /** The sum of cells over users that are apart: several of them may be of one variant and weight epoch. */
    public static Cells sum(Collection<Cell> parts) {
        Map<Place, Cell> sums = new LinkedHashMap<>();
        for (Cell part : parts) {
            sums.merge(new Place(part.variantId(), part.weightEpoch()), part, Cell::plus);
        }
        return new Cells(List.copyOf(sums.values()));
    }

    private record Place(String variantId, int weightEpoch) {}

    /** The cells of a variant, one per weight epoch that has users. */
    public List<Cell> of(String variantId) {
        return cells.stream().filter(cell -> cell.variantId().equals(variantId)).toList();
    }

    /** A variant's users over all weight epochs; a cell without users if it has none. */
    public Cell total(String variantId) {
        return of(variantId).stream().reduce(Cell.empty(variantId, 0), Cell::plus);
    }

    /** The users of all variants together. */
    public Cell total() {
        return cells.stream().reduce(Cell.empty("", 0), Cell::plus);
    }

    /** A variant's cell in a weight epoch; one without users if there is none. */
    public Cell at(String variantId, int weightEpoch) {
        return cells.stream()
                .filter(cell -> cell.variantId().equals(variantId) && cell.weightEpoch() == weightEpoch)
                .findFirst()
                .orElseGet(() -> Cell.empty(variantId, weightEpoch));
    }

    /** The weight epochs that have users, in order. */
    public List<Integer> weightEpochs() {
        return cells.stream().map(Cell::weightEpoch).distinct().sorted().toList();
    }
}
