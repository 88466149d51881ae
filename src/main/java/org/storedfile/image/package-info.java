/**
 * Looks at images and makes variants of them: header checks before decoding, decoding at reduced size, scaling, encoding.
 * Uses the root package, the JDK's ImageIO and Java 2D, and is the only one that uses TwelveMonkeys; without that on the
 * class path everything but images works.
 *
 * <p>Why these, measured on a JPEG of 12 megapixels (4000 x 3000) on Java 17 and one thread, CPU time of the median of
 * seven rounds, on a shared machine with two cores:
 *
 * <table>
 * <caption>Libraries</caption>
 * <tr><th>library</th><th>decode</th><th>scale to 1600</th><th>1600, 800 and 300, decoded, scaled, encoded</th>
 * <th>allocated for that</th><th>formats</th><th>upkeep</th></tr>
 * <tr><td>ImageIO and Java 2D of the JDK</td><td>117 ms; every second pixel 77 ms, every sixth 59 ms</td>
 * <td>95 to 120 ms, by halves</td><td>166 ms from every second pixel, 241 ms from all</td><td>36 to 90 MB</td>
 * <td>no WebP, no CMYK, little TIFF</td><td>with the JDK</td></tr>
 * <tr><td>TwelveMonkeys 3.14.0</td><td>138 ms; every second pixel 94 ms</td><td>657 to 1085 ms, ResampleOp</td>
 * <td>its readers, Java 2D's scaling: as above and 20 ms</td><td>as above</td>
 * <td>JPEG with CMYK and broken metadata, WebP, TIFF</td><td>several releases a year</td></tr>
 * <tr><td>Thumbnailator 0.4.21</td><td>ImageIO's</td><td>309 ms</td><td>1241 ms, decodes for each size</td><td>329 MB</td>
 * <td>ImageIO's</td><td>a release a year</td></tr>
 * <tr><td>scrimage 4.3.5</td><td>ImageIO's</td><td></td><td>1387 ms</td><td>123 MB</td>
 * <td>ImageIO's; others by programs that it runs</td><td>lively; needs Kotlin's library</td></tr>
 * <tr><td>imgscalr 4.2</td><td>ImageIO's</td><td>416 ms</td><td></td><td></td><td>ImageIO's</td><td>none since 2012</td></tr>
 * <tr><td>libvips 8.14, its program, three runs</td><td></td><td></td><td>480 to 710 ms</td><td>50 MB resident</td>
 * <td>nearly all</td><td>lively; bindings by FFM need Java 22, those by JNI (JVips) are not on Maven Central</td></tr>
 * <tr><td>ImageMagick 6.9, its program, one run</td><td></td><td></td><td>2700 to 4200 ms</td><td>500 MB resident</td>
 * <td>nearly all</td><td>lively</td></tr>
 * </table>
 *
 * <p>So: TwelveMonkeys reads JPEG, WebP and TIFF, the JDK PNG, GIF and BMP; both are pure Java or come with it, and both
 * read at reduced size, though of JPEG no smaller transform. Java 2D scales, by halves, so that each pixel counts. AVIF
 * and HEIC have no reader in Java and are refused by name. A variant is JPEG or PNG: there is no WebP writer without
 * native code.
 *
 * <p>The original is stored as it came, so an animation (GIF, WebP, PNG) moves on, and what is transparent stays so. A
 * variant of an animation is its first frame, at its place in the whole. Of a PNG or GIF a variant is a PNG and keeps its
 * transparency; of the others it is a JPEG with a background, unless its {@link org.storedfile.VariantFormat} is said.
 *
 * <p>Before an original is stored, its first picture (of a PNG: the one in IDAT) is decoded, all of it or every so many
 * pixels of all its rows. What else it has is only walked over: of a GIF each picture's pieces up to the last one, and the
 * trailer (one that does not move may lack it); of a WebP each frame's chunks and where its picture begins; of a PNG the
 * number, order, sizes and checksums of its frames; of a TIFF the directories of its pages, and whether their pixels are within
 * the file; of a JPEG its scans up to the mark of its end. So a later frame whose pixels are damaged, but not missing,
 * passes. Of what stands behind the end of a JPEG, or behind all that a TIFF refers to, only the beginning is looked at: a
 * program, an archive, a document or a page is refused there, and one that something else stands before is not, unless it
 * has a whole tag, as <code>&lt;script</code> (a short one of PHP or JSP is not found then, as pixels have such bytes by
 * chance). An image whose bytes are words of a script as well is refused only if it is a GIF whose size reads as the
 * beginning of a comment; browsers run nothing that is served as an image.
 *
 * <p>A JPEG or PNG that is to become smaller is so while it is decoded: of each square of pixels the mean is kept, so that
 * of 12 megapixels for a variant of 1600 pixels 9 MB are in memory, and not 36. Of other formats, and of a JPEG of several
 * scans, as a progressive one is, and an interlaced PNG, all pixels are read and then scaled, if there is memory for them;
 * if not, or if only the image itself is looked at, pixels are left out. Of a JPEG in other colours than sRGB, which are
 * converted one by one, four in a row are read for each of a variant. In all, a small variant of text or of a grid of thin
 * lines is as one that is made of all pixels (a grid 0.005 from ImageMagick's, text 0.045 as with its filter Box, where
 * vipsthumbnail's sharper filter has 0.004 and 0.018: differences of mean squares, 3000 to 300 pixels).
 *
 * <p>A JPEG of four colours is taken as browsers take it: as inks, inverted, whether Adobe's mark says so or not, and by
 * its profile if it has one. Of a variant nothing is written but its pixels. What others take and these readers do not is
 * refused: BigTIFF, a BMP of OS/2 with a header of 16 bytes, a TIFF with LZMA, WebP, LogLuv or JPEG without loss inside, or in colours of CIE L*a*b*. WebP of the lowest
 * qualities gets somewhat too strong colours, as TwelveMonkeys 3.14.0 does not bound the steps of chrominance at 132.
 *
 * <p>Profiles of colours (ICC) of JPEG, PNG, WebP and TIFF are applied, those of greys as well, and so is the gamma of a PNG
 * (gAMA) that has none. What else a PNG may say of its colours (cHRM, cICP) is not, and a profile that is damaged is left
 * out. Grey without a profile is as bright as sRGB, of however many bits it is.
 *
 * <p>Decoded pixels take at most a quarter of the heap, all images together, and with them the variants that are made of
 * them: each frame, what lies between two of them, and the encoded bytes. Who needs more reads fewer pixels or waits; who
 * needs all of it is alone, and may take as much again, but is refused beyond that. WebP and TIFF of real numbers can be
 * expanded only whole.
 *
 * <p>Metadata of half a megabyte or more, which readers keep from the header on, takes at most an eighth of the heap, all
 * images together; an image with more of it (up to 16 MB are allowed, twice that is counted) waits until no other has so
 * much.
 *
 * <p>A JPEG of several scans, as a progressive one is, takes memory outside of the heap as well, 2 bytes for each colour of
 * each pixel: mostly 3 bytes for a pixel, up to 8 for one of four inks. That has a bound of its own, as high as the other;
 * one that needs more is decoded alone. So does one inside a TIFF.
 */
@NullMarked
package org.storedfile.image;

import org.jspecify.annotations.NullMarked;
