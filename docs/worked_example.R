# The tables of worked-example.md: Rscript worked_example.R SOURCE
#
# SOURCE is the address of a site, or a folder with what it answers at /cases.csv, /codings.csv and
# /figures.csv, each with ?year=2014&year=2015, and at /codebook.csv.
# Needs R alone; worked_example.py prints the same.

PROGRAMME <- "sqzl"
SECOND_SCHEME <- "innovation-field"
NOT_SAID <- "原文未注明"
TOTAL <- "合计"
source_of <- sub("/+$", "", commandArgs(trailingOnly = TRUE)[1])
query <- if (startsWith(source_of, "http")) "?year=2014&year=2015" else ""
read_text <- function(name) {
  read.csv(paste0(source_of, "/", name), fileEncoding = "UTF-8-BOM", colClasses = "character",
           na.strings = character())
}
both_years <- read_text(paste0("cases.csv", query))
all_codings <- read_text(paste0("codings.csv", query))
all_figures <- read_text(paste0("figures.csv", query))
codebook <- read_text("codebook.csv")

values <- codebook[codebook$section == "value", ]
labels <- lapply(split(values, values$column), function(rows) setNames(rows$label, rows$value))
years <- sort(unique(both_years$year))
labels$year <- setNames(years, years)
terms <- codebook[codebook$section %in% c("mechanism", "term"), ]
terms <- terms[order(terms$value, method = "radix"), ]
labels$term <- setNames(terms$label, terms$value)
labels$three_regions <- labels$region[c("east", "central", "west")]

# The values that occur, in the order of the codebook, what is not recorded last.
in_order <- function(frame, column) {
  known <- names(labels[[column]])
  c(known[known %in% frame[[column]]], if ("" %in% frame[[column]]) "")
}

called <- function(column, value) {
  if (value %in% names(labels[[column]])) labels[[column]][[value]] else NOT_SAID
}

# Print how many different values of `of` each value of `rows` has in each combination of values of `columns`.
print_table <- function(title, frame, rows, columns, of = "id", by_size = FALSE) {
  count <- function(chosen) length(unique(frame[[of]][chosen]))
  wanted <- in_order(frame, rows)
  if (by_size) {  # the most frequent first; the sort keeps the order of those that are equal
    sizes <- sapply(wanted, function(value) count(frame[[rows]] == value))
    wanted <- wanted[order(-sizes, method = "radix")]
  }
  orders <- lapply(rev(columns), function(column) in_order(frame, column))
  grid <- expand.grid(orders, stringsAsFactors = FALSE)
  heads <- lapply(seq_len(nrow(grid)), function(place) rev(unlist(grid[place, ], use.names = FALSE)))
  in_head <- lapply(heads, function(head) {
    Reduce(`&`, Map(function(column, value) frame[[column]] == value, columns, head))
  })
  names_of <- sapply(heads, function(head) paste(mapply(called, columns, head), collapse = " "))
  line <- function(...) cat(c(...), sep = c(rep("\t", length(c(...)) - 1), "\n"))
  line(title, names_of, TOTAL)
  for (value in wanted) {
    chosen <- frame[[rows]] == value
    line(called(rows, value), sapply(in_head, function(head) count(chosen & head)),
         count(chosen))
  }
  line(TOTAL, sapply(in_head, function(head) count(head)), count(TRUE))
  cat("\n")
}

print_table("年度筛选", both_years, "programme", "year")
cases <- both_years[both_years$programme == PROGRAMME, ]
# The regions of literature that has three: 辽宁 in the east, 吉林 and 黑龙江 in the middle.
cases$three_regions <- ifelse(cases$region != "northeast", cases$region,
                              ifelse(cases$province == "辽宁省", "east", "central"))
print_table("区域 × 年度 × 等次", cases, "region", c("year", "tier"))
print_table("三分区域 × 年度", cases, "three_regions", "year")
print_table("层级 × 机关", cases, "applicant_level", "applicant_organ")
print_table("城乡 × 年度", cases, "setting", "year")

codings <- merge(cases[c("id", "year")], all_codings, by.x = "id", by.y = "award")
codings$evidence <- paste0(codings$id, ":", codings$start, "-", codings$end)
slugs <- strsplit(sub("；$", "", paste0(codings$term_slug, "；", codings$broader_slugs)), "；")
codings <- codings[rep(seq_len(nrow(codings)), lengths(slugs)), ]  # it counts for the terms above its own as well
codings$term <- unlist(slugs)
of_mechanisms <- codings[codings$scheme == "mechanism", ]
print_table("机制 × 年度", of_mechanisms, "term", "year", by_size = TRUE)
print_table("机制依据 × 年度", of_mechanisms, "term", "year", of = "evidence", by_size = TRUE)
print_table("创新领域 × 年度", codings[codings$scheme == SECOND_SCHEME, ], "term", "year", by_size = TRUE)
figures <- merge(both_years[c("id", "year", "programme")], all_figures, by.x = "id", by.y = "award")
figures$index <- seq_len(nrow(figures))
print_table("关键数字 × 年度", figures, "programme", "year", of = "index")
