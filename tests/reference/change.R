# Rscript --vanilla change.R: writes change.txt, reference values of tests/measure/change_method_test.cpp. The six reliable-change indices
# written out by hand from the papers named in src/measure/change_method.h, and the cut-offs a, b, c, in base R. Run it in its own
# directory. No test needs R.
out <- file("change.txt", "w")
say <- function(...) cat(..., "\n", sep = "", file = out)
numbers <- function(x) paste(format(unname(x), digits = 17, scientific = TRUE, trim = TRUE), collapse = " ")
say("# R ", as.character(getRversion()), ", ", R.version$platform, "; see change.R")

# Twelve invented people on an instrument on which lower is better.
start <- c(75, 80, 64, 71.5, 58, 66, 90, 62, 69, 77, 55, 83.5)
end <- c(60, 69, 50, 72, 61.5, 78, 62, 76, 55.5, 66, 54, 70)
s <- 10; r <- 0.84; M <- 68.2; end.M <- 61.9; end.s <- 11.3; end.r <- 0.86; r.xy <- 0.55
SE <- s * sqrt(1 - r)
true.start <- M + r * (start - M)
R <- (s^2 * (s^2 - SE^2) / s^2 + end.s^2 * (end.s^2 - SE^2) / end.s^2 - 2 * s * end.s * r.xy) / (s^2 + end.s^2 - 2 * s * end.s * r.xy)
say("start ", numbers(start)); say("end ", numbers(end))
say("given ", numbers(c(s, r, M, end.M, end.s, end.r, r.xy)))
say("jt ", numbers((end - start) / sqrt(2 * SE^2)))
say("gln ", numbers((end - M - r * (start - M)) / (s * sqrt(1 - r^2))))
say("hln ", numbers((end - end.M - r * (start - M)) / (s * sqrt(1 - r^2))))
say("en ", numbers((end - true.start) / SE))
say("nk ", numbers((end - true.start) / sqrt(r^2 * s^2 * (1 - r) + s^2 * (1 - end.r))))
say("ha ", numbers(((end - start) * R + (end.M - M) * (1 - R)) / (sqrt(R) * sqrt(2 * SE^2))))

# Clinical: mean 69.4, SD 8.7; functional: mean 50.2, SD 9.9.
mc <- 69.4; sc <- 8.7; mf <- 50.2; sf <- 9.9
say("cutoff ", numbers(c(mc - 2 * sc, mf + 2 * sf, (sc * mf + sf * mc) / (sc + sf))))
close(out)
