# shellcheck shell=bash
# What came out of a test run, read from the TRX files that it wrote. Needs say.sh.

passed=0 failed=0 skipped=0

# count_results NAME TRX CODE: adds one project's results. A run that ended badly though no test failed has crashed,
# which counts as a failure.
count_results() {
    local name=$1 trx=$2 code=$3 total=0 executed=0 good=0 bad=0 counters
    if counters=$(grep --only-matching --max-count=1 '<Counters [^>]*>' "$trx" 2>/dev/null); then
        total=$(counter total "$counters") executed=$(counter executed "$counters") good=$(counter passed "$counters")
        bad=$((executed - good))
    fi
    if ((code != 0 && bad == 0)); then
        bad=1
        printf '%s%s ended with exit code %s after %s tests%s\n' "$red" "$name" "$code" "$executed" "$plain"
    fi
    ((passed += good, failed += bad, skipped += total - executed)) || true
}

# counter NAME COUNTERS
counter() {
    [[ " $2" =~ [[:space:]]$1=\"([0-9]+)\" ]] && echo "${BASH_REMATCH[1]}" || echo 0
}

# say_results: the last line; fails unless something was tested and all of it passed.
say_results() {
    local tail=''
    ((skipped == 0)) || tail=", $skipped skipped"
    printf '%s passed, %s failed%s\n' "$passed" "$failed" "$tail"
    ((passed > 0 && failed == 0))
}
