// What somebody hands in as a document (a letter, a photo, a drawing), made fit to be kept: told by its bytes what it is, and without what it
// carries beside what is seen: where and when a photo was taken, with which device, who wrote a letter, thumbnails of before it was cut.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "dossier/kinds.h"

namespace koers::exchange {

inline constexpr std::size_t document_bytes = std::size_t{8} << 20;  ///< at most, as handed in
inline constexpr std::int64_t document_pixels = 40'000'000;

struct CleanDocument {
  dossier::Media media = dossier::Media::jpeg;
  std::string bytes;
};

/// JPEG: the picture turned upright as its camera meant it, no other mark kept, its pixels untouched but for at most fifteen at an edge that was
/// turned. PNG: the picture alone, eight bits a colour. PDF: pages and forms; no information about the document, nothing that runs,
/// opens or sends, no files within. The same bytes give the same; a clean picture gives itself.
/// document.empty, document.too_big, document.unknown_type (anything else, whatever it calls itself), document.broken,
/// document.too_many_pixels, document.locked (a PDF with a password).
Expected<CleanDocument> clean_document(std::string_view bytes);

/// "image/jpeg", "image/png", "application/pdf"; and the ending of a file name: "jpg", "png", "pdf".
std::string_view media_type(dossier::Media media);
std::string_view file_ending(dossier::Media media);

}  // namespace koers::exchange
