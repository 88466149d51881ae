package org.storedfile.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Writes variants, pixels and nothing else. */
final class Encoding {
    private Encoding() {}

    static byte[] encoded(BufferedImage image, VariantSpec variant, VariantFormat format) throws IOException {
        boolean isFlat = format == VariantFormat.JPEG || !variant.background().isEmpty();
        BufferedImage flat = isFlat ? flattened(image, variant.background()) : unmultiplied(image);
        ImageWriter writer = Registry.ofTheJdk(ImageIO.getImageWritersByFormatName(format.name()));
        try (ImageOutputStream out = new Kept()) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(flat, null, null), param(writer, format, variant.quality()));
            byte[] bytes = new byte[(int) out.length()];
            out.seek(0);
            out.readFully(bytes);
            return bytes;
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriteParam param(ImageWriter writer, VariantFormat format, int quality) {
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (format == VariantFormat.JPEG) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
        }
        return param;
    }

    private static BufferedImage flattened(BufferedImage image, String background) {
        if (!image.getColorModel().hasAlpha()) {
            return image;
        }
        BufferedImage flat = Scaling.blank(image.getWidth(), image.getHeight(), false);
        Graphics2D graphics = flat.createGraphics();
        graphics.setColor(background.isEmpty() ? Color.WHITE : Color.decode(background));
        graphics.fillRect(0, 0, flat.getWidth(), flat.getHeight());
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return flat;
    }

    // PNG has no alpha that is multiplied in.
    private static BufferedImage unmultiplied(BufferedImage image) {
        if (!image.isAlphaPremultiplied()) {
            return image;
        }
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_4BYTE_ABGR);
        Graphics2D graphics = plain.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return plain;
    }

    /** Keeps all in small pieces, where an array that grows would be there twice, and longer than what is in it. */
    private static final class Kept extends MemoryCacheImageOutputStream {
        Kept() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void flushBefore(long position) {}
    }
}
