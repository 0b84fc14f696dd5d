package huxley.viz.studio;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Tells who asks, by a token in the address, in the header {@code Authorization: Bearer}, or in the cookie that opening the page
 * with a token has set. Pages of others are turned away: their requests name another origin, or another host.
 */
final class Door {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "Bearer ";

    private final Map<Account, Workspace> workspaces;
    private final Runs runs;
    private final boolean local;

    /** @param local whether only this machine can reach the server */
    Door(Map<Account, Workspace> workspaces, Runs runs, boolean local) {
        this.workspaces = workspaces;
        this.runs = runs;
        this.local = local;
    }

    /** Nobody, if he may not come in. */
    Optional<Visitor> visitor(Request request, Fields query, int port) {
        if (!isForThisHost(request) || !isOwnOrigin(request)) {
            return Optional.empty();
        }
        String share = query.getValue("share");
        if (share != null) {
            return guest(share);
        }
        String token = query.getValue("token");
        String bearer = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (token == null && bearer != null && bearer.startsWith(BEARER)) {
            token = bearer.substring(BEARER.length()).strip();
        }
        if (token != null) {
            return owner(token);
        }
        return cookie(request, owners(port)).flatMap(this::owner)
                .or(() -> cookie(request, guests(port)).flatMap(this::guest));
    }

    private Optional<Visitor> owner(String token) {
        Visitor found = null;
        for (Map.Entry<Account, Workspace> one : workspaces.entrySet()) {
            // All are compared, so that the time it takes tells nothing.
            found = one.getKey().token().is(token) ? new Visitor.Owner(one.getValue()) : found;
        }
        return Optional.ofNullable(found);
    }

    private Optional<Visitor> guest(String link) {
        return runs.shared(link).map(Visitor.Guest::new);
    }

    /** The browser knows the token from now on; scripts, of whomever, do not. */
    void welcome(Fields query, int port, Response response) {
        String share = query.getValue("share");
        String token = query.getValue("token");
        if (share != null) {
            Response.addCookie(response, kept(guests(port), share));
        } else if (token != null) {
            Response.addCookie(response, kept(owners(port), token));
        }
    }

    private static HttpCookie kept(String name, String value) {
        return HttpCookie.build(name, value).path("/").httpOnly(true).sameSite(HttpCookie.SameSite.STRICT).build();
    }

    /** Cookies are of a host, whatever the port. */
    private static String owners(int port) {
        return "huxley-" + port;
    }

    private static String guests(int port) {
        return "huxley-share-" + port;
    }

    private static Optional<String> cookie(Request request, String name) {
        List<HttpCookie> cookies = Request.getCookies(request);
        return cookies.stream().filter(c -> c.getName().equals(name)).map(HttpCookie::getValue).findFirst();
    }

    /** A name of the attacker's that leads to this machine is none of its own names. */
    private boolean isForThisHost(Request request) {
        HttpURI address = request.getHttpURI();
        String host = address.getHost();
        return !local || (host != null && THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT)));
    }

    /** Programs that are no browsers name no origin. */
    private static boolean isOwnOrigin(Request request) {
        @Nullable
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        @Nullable
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (origin == null) {
            return true;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return host != null && authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
