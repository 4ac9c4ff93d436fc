# JAGS by rjags, with its module glm, from given states: so many sweeps of each, and where they end.
# Nothing adapts: slices have the width that they begin with, so a sweep leaves the posterior as it is.
#   Rscript jags_sweeps.R workload data-folder models-folder cache-folder out.csv states 0 sweeps states.csv
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "judged.R"))
suppressMessages(library(rjags))
invisible(load.module("glm"))

states <- as.matrix(read.csv(words[9], check.names = FALSE))
unknowns <- unique(sub("\\[.*", "", colnames(states)))
columns <- function(name) which(sub("\\[.*", "", colnames(states)) == name)

# Variances and scales of A and B are precisions and rates in their programs.
inverses <- c(v1 = "p1", vb = "pb", v2 = "p2", s1 = "r1", s2 = "r2")
matrices <- c("W1", "W2")

# Elements stand row by row.
start <- function(k) {
  values <- lapply(setNames(nm = unknowns), function(name) {
    value <- unname(states[k, columns(name)])
    if (name %in% names(inverses)) 1 / value else if (name %in% matrices) matrix(value, nrow = rows_of(name), byrow = TRUE) else value
  })
  inverse <- unknowns %in% names(inverses)
  names(values)[inverse] <- inverses[unknowns[inverse]]
  c(values, list(.RNG.name = "base::Mersenne-Twister", .RNG.seed = k))
}
rows_of <- function(name) max(as.integer(sub(".*\\[([0-9]+),.*", "\\1", colnames(states)[columns(name)])))

end <- function(state) {
  unlist(lapply(unknowns, function(name) {
    if (name %in% names(inverses)) 1 / state[[inverses[[name]]]] else if (name %in% matrices) t(state[[name]]) else state[[name]]
  }))
}

d <- workload_data()
used <- c("N", "D", "H", "K", "P", "X", "y")
seconds <- function() sum(proc.time()[1:2])
begun <- seconds()
model <- jags.model(model_file("jags"), d[intersect(used, names(d))], lapply(seq_len(nrow(states)), start), nrow(states), n.adapt = 0, quiet = TRUE)
invisible(adapt(model, 0, end.adaptation = TRUE))
stopifnot(!.Call("is_adapting", model$ptr(), PACKAGE = "rjags"))
ready <- seconds()
update(model, given$draws, progress.bar = "none")
done <- seconds()
ends <- lapply(model$state(), function(state) matrix(end(state), nrow = 1, dimnames = list(NULL, colnames(states))))
hand_over(ends, ready - begun, done - ready)
