# JAGS by rjags, with its module glm.
#   Rscript jags.R workload data-folder models-folder cache-folder out.csv chains warmup draws
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "judged.R"))
suppressMessages(library(rjags))
invisible(load.module("glm"))

d <- workload_data()
network <- given$workload %in% c("A", "B")
weights <- list(A = c("W1", "b1", "w2", "b2"), B = c("W1", "b1", "W2", "b2"))[[given$workload]]
monitors <- if (network) c(weights, setdiff(judged, c("f", "p"))) else judged
seconds <- function() sum(proc.time()[1:2])

begun <- seconds()
starts <- lapply(seq_len(given$chains), function(k) list(.RNG.name = "base::Mersenne-Twister", .RNG.seed = k))
used <- c("N", "D", "H", "K", "P", "J", "X", "y", "s")
model <- jags.model(model_file("jags"), d[intersect(used, names(d))], starts, given$chains, n.adapt = given$warmup, quiet = TRUE)
warm <- seconds()
drawn <- coda.samples(model, monitors, n.iter = given$draws)
done <- seconds()

block <- function(draw, name, rows) matrix(draw[grep(paste0("^", name, "(\\[|$)"), names(draw))], nrow = rows)
softmax <- function(l) exp(l - apply(l, 1, max)) / rowSums(exp(l - apply(l, 1, max)))
predicted <- function(draw) {
  h <- tanh(d$Xt %*% block(draw, "W1", d$D) + rep(block(draw, "b1", 1), each = test_rows))
  out <- h %*% block(draw, weights[3], d$H) + rep(block(draw, "b2", 1), each = test_rows)
  if (given$workload == "B") out <- softmax(out)
  at <- if (given$workload == "B") outer(1:test_rows, 1:d$K, paste, sep = ",") else 1:test_rows
  setNames(as.vector(out), paste0(judged[1], "[", as.vector(at), "]"))
}
chains <- lapply(drawn, function(draws) {
  draws <- as.matrix(draws)
  if (!network) return(draws)
  cbind(t(apply(draws, 1, predicted)), draws[, setdiff(judged, c("f", "p"))])
})
hand_over(chains, warm - begun, done - warm)
