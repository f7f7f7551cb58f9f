package io.splitstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Answers what it was told to, in order, then the last answer again; keeps what it was asked. */
final class RememberedHttp implements HttpPort {
    /** A request as it came. */
    record Request(String method, String url, JsonNode body) {}

    private final Queue<Object> answers = new ArrayDeque<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    RememberedHttp answering(int status, String json) throws IOException {
        answers.add(new Answer(status, new ObjectMapper().readTree(json), null));
        return this;
    }

    RememberedHttp failing(IOException failure) {
        answers.add(failure);
        return this;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized Answer send(String method, String url, @Nullable JsonNode body) throws IOException {
        requests.add(new Request(method, url, body == null ? NullNode.getInstance() : body.deepCopy()));
        Object answer = answers.size() > 1 ? answers.remove() : answers.element();
        if (answer instanceof IOException failure) {
            throw failure;
        }
        return (Answer) answer;
    }
}
