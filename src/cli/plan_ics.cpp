#include <array>

#include "base/text.h"
#include "cli/plan_rows.h"
#include "cli/plan_text.h"

namespace koers::cli {
namespace {

std::string basic(LocalDate day) {
  std::string out;
  for (const char c : day.text()) {
    if (c != '-') out += c;
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

// At most 75 octets a line, continued by a blank (RFC 5545, 3.1); characters are not cut.
std::string line(const std::string& text) {
  constexpr std::size_t most = 75;
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, at);
    if (used + (at - begin) > most) {
      out += "\r\n ";
      used = 1;
    }
    out.append(text, begin, at - begin);
    used += at - begin;
  }
  return out + "\r\n";
}

}  // namespace

std::string plan_ics(const PlanView& view, const exchange::Messages& say) {
  std::string out = line("BEGIN:VCALENDAR") + line("VERSION:2.0") + line("PRODID:-//Koers//method plan//NL") +
                    line("CALSCALE:GREGORIAN");
  for (const PlanRow& row : plan_rows(view, say)) {
    out += line("BEGIN:VEVENT");
    out += line("UID:" + view.method.id() + '-' + basic(view.start) + '-' + row.code + "@koers");
    out += line("DTSTAMP:" + basic(view.start) + "T000000Z");
    out += line("DTSTART;VALUE=DATE:" + basic(row.day.first));
    out += line("DTEND;VALUE=DATE:" +
                basic(row.day.last.value_or(row.day.first) + 1));  // the end is not part of the event
    out += line("SUMMARY:" + escaped(row.what));
    if (!row.detail.empty()) out += line("DESCRIPTION:" + escaped(row.detail));
    out += line("TRANSP:TRANSPARENT") + line("END:VEVENT");
  }
  return out + line("END:VCALENDAR");
}

}  // namespace koers::cli
