package org.storedfile;

/**
 * What the header of an image says.
 *
 * @param mediaType its real format, such as {@code image/png}
 * @param extension that of its real format, without a dot
 * @param width in pixels, as a person sees it
 * @param height in pixels, as a person sees it
 */
public record ImageInfo(String mediaType, String extension, int width, int height) {}
