/** Tests of the S3 storage against real servers, some of them behind a relay that breaks things. */
@NullMarked
package org.storedfile.storage.s3;

import org.jspecify.annotations.NullMarked;
