package io.splitstream.api.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRoomTest {
    private static final Worker.Tries FIRST = new Worker.Tries(1, 0);

    private final SharedRoom room = new SharedRoom(2);
    private final List<String> done = new ArrayList<>();
    private final Worker quick = room.of((id, tries) -> {
        done.add(id);
        return Worker.Result.DONE;
    });

    @Test
    void work_beyondTheRoom_isNotBegun_whateverItsKind() {
        Worker inner = room.of((id, tries) -> quick.work(id, tries));
        Worker outer = room.of((id, tries) -> inner.work(id, tries));

        assertThat(outer.work("third", FIRST)).isInstanceOf(Worker.Result.Crowded.class);
        assertThat(inner.work("second", FIRST)).isEqualTo(Worker.Result.DONE);
        assertThat(done).containsExactly("second");
    }

    @Test
    void work_thatFails_leavesItsRoom() {
        Worker failing = room.of((id, tries) -> {
            throw new IllegalStateException("a bug");
        });
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> failing.work("x", FIRST)).isInstanceOf(IllegalStateException.class);
        }

        assertThat(quick.work("y", FIRST)).isEqualTo(Worker.Result.DONE);
    }
}
