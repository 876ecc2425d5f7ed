package io.jenkins.plugins.bluegreen.testkit.fault;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Makes clients as the deployer uses them, whose requests a {@link Faults} sees first. */
public final class FaultyClients implements HttpClient.Factory {
    private final HttpClient.Factory real = new OkHttpClientFactory();
    private final Faults faults;

    /**
     * A factory.
     *
     * @param faults of all clients that it makes
     */
    public FaultyClients(Faults faults) {
        this.faults = faults;
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return wrap(HttpClient.Builder.class, real.newBuilder(), faults);
    }

    /** A builder that makes faulty clients; it is asked everything that the real one can be asked. */
    static <B extends HttpClient.DerivedClientBuilder> B wrap(Class<B> type, B builder, Faults faults) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object answer;
            try {
                answer = method.invoke(builder, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (answer instanceof HttpClient client) {
                return new FaultyHttpClient(client, faults);
            }
            return answer == builder ? proxy : answer;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
