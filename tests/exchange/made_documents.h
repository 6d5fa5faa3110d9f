// Documents made for tests, each with what it should not keep: a photo, a picture, a letter.
#pragma once

#include <cstdint>
#include <png.h>
#include <qpdf/qpdf-c.h>
#include <string>
#include <turbojpeg.h>
#include <utility>
#include <vector>

namespace koers::exchange::testing_ {

inline std::string segment(char marker, const std::string& content) {
  const std::size_t size = content.size() + 2;
  return std::string("\xFF") + marker + static_cast<char>(size >> 8) + static_cast<char>(size & 0xff) + content;
}

/// A JPEG of 32 by 16 with Exif (this orientation, a place, a maker) and a comment.
inline std::string photo(int orientation) {
  constexpr int width = 32, height = 16;
  std::vector<unsigned char> pixels(std::size_t{width} * height * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<unsigned char>(i * 7);
  tjhandle turbo = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long size = 0;
  tjCompress2(turbo, pixels.data(), width, 0, height, TJPF_RGB, &out, &size, TJSAMP_444, 90, 0);
  std::string plain(reinterpret_cast<const char*>(out), size);
  tjFree(out);
  tjDestroy(turbo);
  const auto two = [](unsigned n) { return std::string{static_cast<char>(n & 0xff), static_cast<char>(n >> 8)}; };
  const auto four = [&](unsigned n) { return two(n & 0xffff) + two(n >> 16); };
  const std::string maker = "made by Canary GPS\0";
  std::string exif = std::string("Exif\0\0", 6) + "II*" + '\0' + four(8) + two(2);
  exif += two(0x010F) + two(2) + four(static_cast<unsigned>(maker.size())) + four(8 + 2 + 2 * 12 + 4);
  exif += two(0x0112) + two(3) + four(1) + two(static_cast<unsigned>(orientation)) + two(0);
  exif += four(0) + maker;
  return plain.substr(0, 2) + segment('\xE1', exif) + segment('\xFE', "Canary comment") + plain.substr(2);
}

inline std::pair<int, int> size_of_jpeg(const std::string& bytes) {
  int width = 0, height = 0, sampling = 0, colours = 0;
  tjhandle turbo = tjInitDecompress();
  tjDecompressHeader3(turbo, reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<unsigned long>(bytes.size()), &width, &height, &sampling, &colours);
  tjDestroy(turbo);
  return {width, height};
}

inline std::string chunk(const std::string& name, const std::string& content) {
  const auto four = [](std::uint32_t n) {
    return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16 & 0xff), static_cast<char>(n >> 8 & 0xff),
                       static_cast<char>(n & 0xff)};
  };
  std::uint32_t sum = 0xffffffff;
  for (const char c : name + content) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320u : 0u);
  }
  return four(static_cast<std::uint32_t>(content.size())) + name + content + four(~sum);
}

/// A PNG with a text.
inline std::string picture() {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = image.height = 8;
  image.format = PNG_FORMAT_RGB;
  std::vector<unsigned char> pixels(PNG_IMAGE_SIZE(image), 120);
  png_alloc_size_t size = 0;
  png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
  std::string out(size, '\0');
  png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr);
  const std::size_t after_header = 8 + 25;
  return out.substr(0, after_header) + chunk("tEXt", std::string("Comment\0Canary in a text", 24)) +
         out.substr(after_header);
}

/// The begin of a PNG that says it is so large.
inline std::string picture_that_says(std::uint32_t width, std::uint32_t height) {
  std::string header;
  for (const std::uint32_t n : {width, height}) {
    for (int byte = 3; byte >= 0; --byte) header += static_cast<char>(n >> (8 * byte) & 0xff);
  }
  header += std::string("\x08\x02\0\0\0", 5);
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", header) + chunk("IDAT", "x") + chunk("IEND", "");
}

/// A PDF of one page with a writer, a script, a link and a file in it; without the table of its objects, as a damaged disk leaves it.
inline std::string letter() {
  return "%PDF-1.7\n"
         "1 0 obj <</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert\\(2\\))>>>> endobj\n"
         "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
         "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Annots [5 0 R 6 0 R]"
         " /Resources <</Font <</A <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
         " /AA <</O <</S /JavaScript /JS (app.alert\\(1\\))>>>> /LastModified (Canary day)>> endobj\n"
         "4 0 obj <</Length 39>> stream\nBT /A 12 Tf 20 50 Td (Dear family) Tj ET\nendstream endobj\n"
         "5 0 obj <</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (https://canary.example)>>>> endobj\n"
         "6 0 obj <</Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 7 0 R>> endobj\n"
         "7 0 obj <</Type /Filespec /F (a.exe) /UF (a.exe) /EF <</F 8 0 R>>>> endobj\n"
         "8 0 obj <</Length 11>> stream\nCanary file\nendstream endobj\n"
         "9 0 obj <</Author (Canary writer) /Producer (Canary program)>> endobj\n"
         "trailer <</Root 1 0 R /Info 9 0 R /Size 10 /Canary <</S /JavaScript /JS (app.alert\\(3\\))>>>>\n%%EOF\n";
}

/// A PDF with its streams and objects in plain text.
inline std::string unpacked(const std::string& bytes) {
  qpdf_data pdf = qpdf_init();
  std::string out;
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  if (qpdf_read_memory(pdf, "clean", bytes.data(), bytes.size(), nullptr) == QPDF_SUCCESS &&
      qpdf_init_write_memory(pdf) == QPDF_SUCCESS) {
    qpdf_set_stream_data_mode(pdf, qpdf_s_uncompress);
    qpdf_set_object_stream_mode(pdf, qpdf_o_disable);
    if (qpdf_write(pdf) == QPDF_SUCCESS)
      out.assign(reinterpret_cast<const char*>(qpdf_get_buffer(pdf)), qpdf_get_buffer_length(pdf));
  }
  qpdf_cleanup(&pdf);
  return out;
}

}  // namespace koers::exchange::testing_
