package org.storedfile.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Animated GIFs made by program. */
final class TestAnimation {
    private TestAnimation() {}

    static byte[] gif(int width, int height, TestWebp.Frame... frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(screen(writer, width, height));
            for (TestWebp.Frame frame : frames) {
                writer.writeToSequence(new IIOImage(frame.image(), null, place(writer, frame)), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadata screen(ImageWriter writer, int width, int height) throws IOException {
        IIOMetadata metadata = writer.getDefaultStreamMetadata(null);
        return set(
                metadata,
                "LogicalScreenDescriptor",
                List.of("logicalScreenWidth", "" + width, "logicalScreenHeight", "" + height));
    }

    private static IIOMetadata place(ImageWriter writer, TestWebp.Frame frame) throws IOException {
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame.image()), null);
        return set(
                metadata,
                "ImageDescriptor",
                List.of("imageLeftPosition", "" + frame.left(), "imageTopPosition", "" + frame.top()));
    }

    private static IIOMetadata set(IIOMetadata metadata, String name, List<String> attributes) throws IOException {
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode node = (IIOMetadataNode) root.getElementsByTagName(name).item(0);
        for (int i = 0; i < attributes.size(); i += 2) {
            node.setAttribute(attributes.get(i), attributes.get(i + 1));
        }
        metadata.setFromTree(format, root);
        return metadata;
    }
}
