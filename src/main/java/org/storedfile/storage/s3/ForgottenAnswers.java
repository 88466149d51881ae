package org.storedfile.storage.s3;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Has each thread forget the XML that a client read on it. The SDK keeps a parser for the thread, which is the JDK's,
 * and that keeps its last stream, which is the application's: an idle thread of a server would keep the application
 * after its end. For clients whose callers read their answers. Thread safe.
 */
final class ForgottenAnswers implements ExecutionInterceptor {
    private static final System.Logger LOG = System.getLogger(ForgottenAnswers.class.getName());

    // There is no other way to it.
    private static final Optional<ThreadLocal<?>> PARSERS = parsers();

    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        // Also of a request that is sent again.
        if (mayBeXml(context)) {
            readers.add(Thread.currentThread());
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        forget();
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        forget();
    }

    // Made again, a parser costs what is nothing beside a request, but too much for each of a small file.
    private void forget() {
        if (readers.remove(Thread.currentThread())) {
            PARSERS.ifPresent(ThreadLocal::remove);
        }
    }

    private static boolean mayBeXml(Context.AfterTransmission context) {
        SdkHttpResponse answer = context.httpResponse();
        if (context.httpRequest().method() == SdkHttpMethod.HEAD
                || answer.firstMatchingHeader("Content-Length")
                        .filter("0"::equals)
                        .isPresent()) {
            return false;
        }
        return !answer.isSuccessful() || !(context.request() instanceof GetObjectRequest);
    }

    private static Optional<ThreadLocal<?>> parsers() {
        try {
            Field factory = XmlDomParser.class.getDeclaredField("FACTORY");
            factory.setAccessible(true);
            return Optional.of((ThreadLocal<?>) factory.get(null));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Of another version of the SDK.
            LOG.log(Level.DEBUG, "a thread may keep its last answer: {0}", e);
            return Optional.empty();
        }
    }
}
