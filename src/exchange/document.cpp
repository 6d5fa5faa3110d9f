#include "exchange/document.h"

#include <array>
#include <libexif/exif-data.h>
#include <memory>
#include <png.h>
#include <turbojpeg.h>
#include <vector>

#include "exchange/document_pdf.h"

namespace koers::exchange {
namespace {

using dossier::Media;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

/// How a picture has to be turned to stand upright: the Exif orientations 1 to 8.
TJXOP upright(std::string_view bytes) {
  constexpr std::array<TJXOP, 9> turns{TJXOP_NONE,      TJXOP_NONE,  TJXOP_HFLIP,      TJXOP_ROT180, TJXOP_VFLIP,
                                       TJXOP_TRANSPOSE, TJXOP_ROT90, TJXOP_TRANSVERSE, TJXOP_ROT270};
  const std::unique_ptr<ExifData, decltype(&exif_data_unref)> data(
      exif_data_new_from_data(octets(bytes), static_cast<unsigned>(bytes.size())), &exif_data_unref);
  const ExifEntry* entry = data == nullptr ? nullptr : exif_data_get_entry(data.get(), EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return TJXOP_NONE;
  const unsigned said = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return said < turns.size() ? turns[said] : TJXOP_NONE;
}

struct Turbo {
  Turbo() : handle(tjInitTransform()) {}
  ~Turbo() {
    tjFree(made);
    if (handle != nullptr) tjDestroy(handle);
  }
  Turbo(const Turbo&) = delete;
  Turbo& operator=(const Turbo&) = delete;
  tjhandle handle;
  unsigned char* made = nullptr;
  unsigned long size = 0;
};

bool too_many(std::int64_t width, std::int64_t height) { return height > 0 && width > document_pixels / height; }

Expected<std::string> clean_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const auto free_it = [](png_image* made) { png_image_free(made); };
  const std::unique_ptr<png_image, decltype(free_it)> held(&image, free_it);
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return fail("document.broken");
  if (too_many(image.width, image.height)) return fail("document.too_many_pixels");
  image.format &= ~static_cast<png_uint_32>(PNG_FORMAT_FLAG_COLORMAP | PNG_FORMAT_FLAG_LINEAR);
  std::vector<unsigned char> pixels(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) == 0) return fail("document.broken");
  png_image out{};
  out.version = PNG_IMAGE_VERSION;
  out.width = image.width;
  out.height = image.height;
  out.format = image.format;
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&out, nullptr, &size, 0, pixels.data(), 0, nullptr) == 0)
    return fail("document.broken");
  std::string made(size, '\0');
  if (png_image_write_to_memory(&out, made.data(), &size, 0, pixels.data(), 0, nullptr) == 0)
    return fail("document.broken");
  made.resize(size);
  return made;
}

/// The picture turned so, without anything beside it.
Expected<std::string> turned(std::string_view bytes, TJXOP how_far) {
  Turbo turbo;
  if (turbo.handle == nullptr) return fail("document.broken");
  int width = 0, height = 0, sampling = 0, colours = 0;
  const auto size = static_cast<unsigned long>(bytes.size());
  if (tjDecompressHeader3(turbo.handle, octets(bytes), size, &width, &height, &sampling, &colours) != 0)
    return fail("document.broken");
  if (too_many(width, height)) return fail("document.too_many_pixels");
  tjtransform how{};
  how.op = how_far;
  how.options = TJXOPT_COPYNONE | (how.op == TJXOP_NONE ? 0 : TJXOPT_TRIM);
  // A warning of damage is one: half a picture is no document.
  if (tjTransform(turbo.handle, octets(bytes), size, 1, &turbo.made, &turbo.size, &how,
                  TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING) != 0)
    return fail("document.broken");
  return std::string(reinterpret_cast<const char*>(turbo.made), turbo.size);
}

/// `turn`: upright, as its camera meant it.
Expected<std::string> clean_jpeg(std::string_view bytes, bool turn) {
  auto out = turned(bytes, turn ? upright(bytes) : TJXOP_NONE);
  if (!out) return out;
  // What was mended so far that no reader takes it is no document.
  if (const auto again = turned(*out, TJXOP_NONE); !again) return again;
  return out;
}

Expected<std::string> clean_pdf(std::string_view bytes) {
  StrippedPdf made = strip_pdf(bytes, [](std::string_view photo) {
    auto clean = clean_jpeg(photo, false);
    return clean ? std::optional(std::move(*clean)) : std::nullopt;
  });
  if (made.bytes.empty()) return fail(made.locked ? "document.locked" : "document.broken");
  return std::move(made.bytes);
}

Expected<CleanDocument> as(Media media, Expected<std::string> bytes) {
  if (!bytes) return fail(bytes.error());
  return CleanDocument{media, std::move(*bytes)};
}

}  // namespace

Expected<CleanDocument> clean_document(std::string_view bytes) {
  if (bytes.empty()) return fail("document.empty");
  if (bytes.size() > document_bytes) return fail("document.too_big", {{"most", std::to_string(document_bytes)}});
  if (bytes.starts_with("\xFF\xD8\xFF")) return as(Media::jpeg, clean_jpeg(bytes, true));
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return as(Media::png, clean_png(bytes));
  if (bytes.starts_with("%PDF-")) return as(Media::pdf, clean_pdf(bytes));
  return fail("document.unknown_type");
}

std::string_view media_type(Media media) {
  return media == Media::jpeg ? "image/jpeg" : media == Media::png ? "image/png" : "application/pdf";
}
std::string_view file_ending(Media media) { return media == Media::jpeg ? "jpg" : media == Media::png ? "png" : "pdf"; }

}  // namespace koers::exchange
