/** What the gallery holds and which rules it has; nothing of HTTP. */
package gallery;
