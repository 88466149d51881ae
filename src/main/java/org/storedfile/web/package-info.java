/**
 * Serving and receiving files over HTTP: {@link org.storedfile.web.StoredFileServlet} serves signed links,
 * {@link org.storedfile.web.FileResponse} one file from an application's own servlet, and
 * {@link org.storedfile.web.UploadedFile} takes what a form sent. Uses {@code org.storedfile}, its storages and Jakarta
 * Servlet, which {@code FileRequest} and {@code FileAnswer} do not need.
 */
@NullMarked
package org.storedfile.web;

import org.jspecify.annotations.NullMarked;
