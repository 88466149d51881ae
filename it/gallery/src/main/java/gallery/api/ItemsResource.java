package gallery.api;

import gallery.Gallery;
import gallery.Item;
import gallery.ItemPage;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.storedfile.FileRef;
import org.storedfile.web.FileResponse;
import org.storedfile.web.rest.RestFiles;

/** All items, and each of them. */
@RequestScoped
@Path("items")
@Produces(MediaType.APPLICATION_JSON)
public class ItemsResource {
    @Inject
    Gallery gallery;

    /** Returns the newest items, or those before one; where there are more, a Link header leads on. */
    @GET
    public Response items(@QueryParam("before") Long before, @Context UriInfo address) {
        ItemPage page = gallery.items(Optional.ofNullable(before));
        Response.ResponseBuilder answer =
                Response.ok(page.items().stream().map(ItemSummary::of).toArray(ItemSummary[]::new));
        page.older()
                .ifPresent(older -> answer.link(
                        address.getAbsolutePathBuilder()
                                .queryParam("before", older)
                                .build(),
                        "next"));
        return answer.build();
    }

    @GET
    @Path("{id}")
    public ItemJson item(@PathParam("id") long id) {
        return ItemJson.of(find(id));
    }

    @GET
    @Path("{id}/file")
    @Produces(MediaType.WILDCARD)
    public Response file(@PathParam("id") long id, @Context Request request, @Context HttpHeaders headers)
            throws IOException {
        Item item = find(id);
        return RestFiles.respond(FileResponse.of(item.file()).fileName(item.fileName()), request, headers);
    }

    /** Changes the title. What else is sent must leave the file out: JSON never makes one. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public ItemJson change(@PathParam("id") long id, @HeaderParam("X-Requested-With") String sender, ItemJson json) {
        requireProgram(sender);
        return ItemJson.of(gallery.rename(find(id).id(), json.getTitle()));
    }

    /** Takes one file, which is stored as it comes. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response add(
            List<EntityPart> parts, @HeaderParam("X-Requested-With") String sender, @Context UriInfo address)
            throws IOException {
        requireProgram(sender);
        List<FileRef> files = RestFiles.all(parts, "file");
        if (files.size() != 1) {
            throw new BadRequestException("send one file, as 'file'");
        }
        Item item = gallery.add(title(parts), files.get(0));
        return Response.created(address.getAbsolutePathBuilder()
                        .path(item.id().toString())
                        .build())
                .entity(ItemJson.of(item))
                .build();
    }

    private Item find(long id) {
        return gallery.find(id).orElseThrow(NotFoundException::new);
    }

    // The form of another site cannot send this header.
    private static void requireProgram(String sender) {
        if (sender == null) {
            throw new ForbiddenException("send the header X-Requested-With");
        }
    }

    private static String title(List<EntityPart> parts) throws IOException {
        for (EntityPart part : parts) {
            if ("title".equals(part.getName())) {
                return part.getContent(String.class);
            }
        }
        return "";
    }
}
