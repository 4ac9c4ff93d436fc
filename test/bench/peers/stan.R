# Stan by rstan: NUTS, diagonal metric, its defaults. Programs are compiled once and kept in the cache.
#   Rscript stan.R workload data-folder models-folder cache-folder out.csv chains warmup draws
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "judged.R"))
suppressMessages(library(rstan))
# Debian's rstan looks for Boost inside package BH, which Debian leaves to the system.
if (!isTRUE(file.exists(rstan_options("boost_lib")))) rstan_options(boost_lib = "/usr/include")

text <- paste(readLines(model_file("stan")), collapse = "\n")
kept <- file.path(given$cache, paste0("stan-", given$workload, ".rds"))
program <- if (file.exists(kept)) readRDS(kept) else NULL
if (is.null(program) || program@model_code[1] != text) {
  program <- stan_model(model_code = text, model_name = given$workload, save_dso = TRUE)
  saveRDS(program, kept)
}
fit <- sampling(program,
  data = workload_data(), pars = judged, chains = given$chains, cores = 1, seed = 1, refresh = 0,
  warmup = given$warmup, iter = given$warmup + given$draws
)
drawn <- rstan::extract(fit, pars = judged, permuted = FALSE)
chains <- lapply(seq_len(given$chains), function(k) matrix(drawn[, k, ], nrow = given$draws, dimnames = list(NULL, dimnames(drawn)[[3]])))
# Stan counts CPU time.
took <- get_elapsed_time(fit)
divergent <- sum(sapply(get_sampler_params(fit, inc_warmup = FALSE), function(s) sum(s[, "divergent__"])))
hand_over(chains, sum(took[, "warmup"]), sum(took[, "sample"]), if (divergent > 0) paste(divergent, "divergences") else "")
