package io.splitstream.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of the stack, all shifted by one offset.
 *
 * @param offset 0 to {@value #MAXIMUM_OFFSET}
 */
record Ports(int offset) {
    /** Beyond it are ports that Linux gives to outgoing connections: from 32,768. */
    static final int MAXIMUM_OFFSET = 23_000;

    Ports {
        if (offset < 0 || offset > MAXIMUM_OFFSET) {
            throw new IllegalArgumentException("port offset: " + offset + " (expected: 0 to " + MAXIMUM_OFFSET + ")");
        }
    }

    int api() {
        return 8080 + offset;
    }

    int apiMetrics() {
        return 9180 + offset;
    }

    int edge() {
        return 8090 + offset;
    }

    int edgeMetrics() {
        return 9190 + offset;
    }

    int clickhouse() {
        return 8123 + offset;
    }

    int clickhouseMetrics() {
        return 9363 + offset;
    }

    int kafka() {
        return 9092 + offset;
    }

    int kafkaController() {
        return 9093 + offset;
    }

    int flinkRest() {
        return 8081 + offset;
    }

    int flinkRpc() {
        return 6123 + offset;
    }

    int postgres() {
        return 5433 + offset;
    }

    /** What each port is for. */
    Map<String, Integer> all() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("query-api", api());
        all.put("query-api metrics", apiMetrics());
        all.put("ingest-edge", edge());
        all.put("ingest-edge metrics", edgeMetrics());
        all.put("ClickHouse", clickhouse());
        all.put("ClickHouse metrics", clickhouseMetrics());
        all.put("Kafka", kafka());
        all.put("Kafka controller", kafkaController());
        all.put("Flink REST", flinkRest());
        all.put("Flink RPC", flinkRpc());
        all.put("PostgreSQL", postgres());
        return all;
    }
}
