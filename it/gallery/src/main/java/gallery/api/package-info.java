/** The gallery for programs: JSON and files, with Jakarta REST. */
package gallery.api;
