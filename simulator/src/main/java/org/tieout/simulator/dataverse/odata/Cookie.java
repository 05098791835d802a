package org.tieout.simulator.dataverse.odata;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.dataverse.model.Refusals;

/// The paging cookie in a `$skiptoken`, in XML as the vendor's is; opaque to clients.
///
/// @param page the number of the page it leads to
/// @param last what the page before it ended with
/// @param seen how many there were until then
/// @param from where the synchronisation began, as a row version; 0 where there is none
record Cookie(int page, String last, long seen, long from) {
    private static final Pattern FORM = Pattern.compile(
            "<cookie pagenumber=\"(\\d{1,9})\" pagingcookie=\"([^\"]*)\" seen=\"(\\d{1,18})\" from=\"(\\d{1,18})\" />");

    String written() {
        String inner = URLEncoder.encode(
                "<cookie page=\"" + (page - 1) + "\"><last>" + last + "</last></cookie>", StandardCharsets.UTF_8);
        return "<cookie pagenumber=\"" + page + "\" pagingcookie=\"" + inner + "\" seen=\"" + seen + "\" from=\"" + from
                + "\" />";
    }

    static Cookie read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw Refusals.query("Malformed XML in the Paging Cookie.");
        }
        String inner = URLDecoder.decode(form.group(2), StandardCharsets.UTF_8);
        String last = inner.replaceAll(".*<last>|</last>.*", "");
        return new Cookie(
                Integer.parseInt(form.group(1)), last, Long.parseLong(form.group(3)), Long.parseLong(form.group(4)));
    }
}
