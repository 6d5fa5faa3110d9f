// The compact line format: a case as a person types it, in tests and examples. One line is one entry:
//
//   case title="A smooth course" synthetic=yes
//   people @anna:worker @carla:supervisor
//   2026-01-05 person person=@mother role=mother
//   2026-01-20 goal id=g1 domain=parenting text="Evenings without shouting" with_family=yes
//   2026-02-02T10:00 contact held=yes hours=1.5 techniques=compliments:done,~"horse riding" goals=g1
//
// docs/dossier.md has the whole format. Ids are derived from the case's title, the moment
// and what the line says (or its handle): the same in every run. They count nothing: who sees a part of a case cannot tell from them
// that there is more.
#pragma once

#include <string>
#include <string_view>

#include "dossier/case_file.h"

namespace koers::dossier {

/// Every fault at once, with line and column: the codes of decode_entry, and line.not_a_date, line.no_kind, line.no_equals,
/// line.unclosed_quote, line.too_many_parts, line.not_yes_or_no, line.unknown_handle, line.unknown_person, line.handle_twice, line.bad_audience,
/// line.bad_directive, case.too_many_faults, case.line_too_long, case.too_many_entries.
Checked<CaseFile> read_lines(std::string_view text, const std::string& file, CaseLimits limits = {});

/// The id a person's handle ("@mother") stands for in a case of this title.
PersonId person_of_handle(std::string_view title, std::string_view handle);

}  // namespace koers::dossier
