package io.splitstream.jobs;

import io.splitstream.jobs.runtime.JobEnvironment;
import io.splitstream.jobs.runtime.JobSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.jspecify.annotations.Nullable;

/** What must hold of every operator of a job for its state to outlive a release. */
public final class OperatorsOfJob {
    /** Adds a job's operators to an environment. */
    public interface Wiring {
        void wire(StreamExecutionEnvironment environment, JobSettings settings, int partitions) throws Exception;
    }

    private OperatorsOfJob() {}

    /** What is wrong with the operators of a job: no uid of their own, or a type that Flink would guess at. */
    public static List<String> faults(String name, Wiring wiring) throws Exception {
        List<String> faults = new ArrayList<>();
        for (StreamNode node : nodes(name, wiring)) {
            String operator = node.getOperatorName();
            if (node.getTransformationUID() == null) {
                faults.add(operator + " has no uid");
            }
            for (TypeSerializer<?> serializer : node.getTypeSerializersIn()) {
                check(operator, serializer, faults);
            }
            check(operator, node.getTypeSerializerOut(), faults);
            check(operator, node.getStateKeySerializer(), faults);
        }
        return faults;
    }

    /** The uids of a job's operators, in the alphabet's order: under which Flink finds their state again. */
    public static List<String> uids(String name, Wiring wiring) throws Exception {
        return nodes(name, wiring).stream()
                .map(StreamNode::getTransformationUID)
                .sorted()
                .toList();
    }

    private static Collection<StreamNode> nodes(String name, Wiring wiring) throws Exception {
        JobSettings settings = JobSettings.load(Map.of(
                "SPLITSTREAM_CLICKHOUSE_PASSWORD",
                "correct horse",
                "SPLITSTREAM_JOBS_CHECKPOINT_DIR",
                "file:///nowhere"));
        StreamExecutionEnvironment environment = JobEnvironment.create(name, settings);
        wiring.wire(environment, settings, 4);
        return environment.getStreamGraph(false).getStreamNodes();
    }

    private static void check(String operator, @Nullable TypeSerializer<?> serializer, List<String> faults) {
        if (serializer instanceof KryoSerializer) {
            faults.add(operator + " has a generic type: " + serializer);
        }
    }
}
