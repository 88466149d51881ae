/** The pages: servlets, and the HTML that they send. */
package gallery.web;
