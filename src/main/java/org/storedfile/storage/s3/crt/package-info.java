/**
 * Opens the client of the AWS Common Runtime (CRT), which is native code. Uses the SDK's {@code s3} module; works only
 * with {@code software.amazon.awssdk.crt:aws-crt} on the class path, and is the only package that asks for it.
 */
@NullMarked
package org.storedfile.storage.s3.crt;

import org.jspecify.annotations.NullMarked;
