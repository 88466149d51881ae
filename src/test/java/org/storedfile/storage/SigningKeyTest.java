package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.HexFormat;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SigningKeyTest {
    // RFC 4231, 4.3: test case 2.
    private static final byte[] SECRET = "Jefe".getBytes(US_ASCII);
    private static final byte[] DATA = "what do ya want for nothing?".getBytes(US_ASCII);
    private static final byte[] SIGNATURE =
            HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    @Test
    void signs_as_the_standard_has_it_each_time() {
        SigningKey key = new SigningKey(SECRET);

        assertThat(key.mac().doFinal(DATA)).isEqualTo(SIGNATURE);
        assertThat(key.mac().doFinal(DATA)).isEqualTo(SIGNATURE);
    }

    @Test
    void what_is_signed_by_halves_does_not_touch_others() {
        SigningKey key = new SigningKey(SECRET);
        key.mac().update(DATA);

        assertThat(key.mac().doFinal(DATA)).isEqualTo(SIGNATURE);
    }

    @Test
    void many_threads_sign_with_one() {
        SigningKey key = new SigningKey(SECRET);

        assertThat(IntStream.range(0, 10_000).parallel().mapToObj(i -> key.mac().doFinal(DATA)))
                .allSatisfy(signature -> assertThat(signature).isEqualTo(SIGNATURE));
    }

    @Test
    void a_provider_whose_macs_have_no_copies_will_do() {
        SigningKey key = new SigningKey(SECRET, algorithm -> new MacOf(new WithoutCopies(algorithm), algorithm));
        key.mac().update(DATA);

        assertThat(key.mac().doFinal(DATA)).isEqualTo(SIGNATURE);
    }

    private static final class MacOf extends Mac {
        MacOf(MacSpi spi, String algorithm) {
            super(spi, null, algorithm);
        }
    }

    private static final class WithoutCopies extends MacSpi {
        private final Mac mac;

        WithoutCopies(String algorithm) throws GeneralSecurityException {
            mac = Mac.getInstance(algorithm);
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters) throws InvalidKeyException {
            mac.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }
}
