# What the drivers share: the data of a workload, the quantities it is judged on, and how draws are handed over.

words <- commandArgs(TRUE)
given <- list(
  workload = words[1], data = words[2], models = words[3], cache = words[4], out = words[5],
  chains = as.integer(words[6]), warmup = as.integer(words[7]), draws = as.integer(words[8])
)

# Predictions are judged on so many rows of the test file.
test_rows <- 20

judged <- list(
  A = c("f", "sigma", "v1", "vb", "v2"),
  B = c("p", "s1", "s2"),
  C_lasso = c("beta", "sigma", "b"),
  C_horseshoe = c("beta", "sigma", "tau"),
  D = c("mu", "tau", "theta"),
  E = c("a", "beta")
)[[given$workload]]

table_of <- function(name) as.matrix(read.csv(file.path(given$data, paste0(name, ".csv"))))

workload_data <- function() {
  if (given$workload == "D") {
    d <- table_of("D")
    return(list(J = nrow(d), y = d[, "y"], s = d[, "sigma"]))
  }
  base <- sub("_.*", "", given$workload)
  train <- table_of(paste0(base, "_train"))
  test <- table_of(paste0(base, "_test"))[1:test_rows, ]
  last <- ncol(train)
  whole <- if (base %in% c("B", "E")) as.integer else as.numeric
  d <- list(
    N = nrow(train), X = unname(train[, -last]), y = whole(train[, last]),
    T = test_rows, Xt = unname(test[, -last]), yt = whole(test[, last])
  )
  d[[if (base == "C") "P" else "D"]] <- last - 1
  if (base == "A") d$H <- 50
  if (base == "B") d <- c(d, H = 30, K = 3)
  d
}

model_file <- function(ending) file.path(given$models, paste0(given$workload, ".", ending))

# One matrix a chain, a column a quantity; CPU seconds over all chains.
hand_over <- function(chains, warmup, sampling, note = "") {
  rows <- do.call(rbind, lapply(seq_along(chains), function(k) cbind(chain = k, chains[[k]])))
  write.csv(rows, given$out, row.names = FALSE)
  cat(sprintf('\n{"warmup":%f,"sampling":%f,"note":"%s"}\n', warmup, sampling, note))
}
