package org.storedfile.storage.s3;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.s3.S3Client;

/** Counts how often the client sent one request again: the server may have done what it gave no answer to. */
final class Attempts implements MetricPublisher {
    private final AtomicInteger again = new AtomicInteger();

    /** Tells whether the request was sent more than once. */
    boolean areMany() {
        return again.get() > 0;
    }

    /** Returns what has them counted, and the client's own metrics published as ever. */
    AwsRequestOverrideConfiguration configuration(S3Client client) {
        ClientOverrideConfiguration own = client.serviceClientConfiguration().overrideConfiguration();
        AwsRequestOverrideConfiguration.Builder configuration = AwsRequestOverrideConfiguration.builder();
        own.metricPublishers().forEach(configuration::addMetricPublisher);
        return configuration.addMetricPublisher(this).build();
    }

    @Override
    public void publish(MetricCollection metrics) {
        metrics.metricValues(CoreMetric.RETRY_COUNT).forEach(again::addAndGet);
    }

    @Override
    public void close() {}
}
