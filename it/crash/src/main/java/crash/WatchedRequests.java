package crash;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Makes points of the requests to S3: before each is sent, and when the server has done it. */
final class WatchedRequests implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Points.reached(name(context.request()) + ": before");
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        Points.reached(name(context.request()) + ": after");
    }

    private static String name(Object request) {
        return request.getClass().getSimpleName().replaceFirst("Request$", "");
    }
}
