# Runs a server that must not outlive the test host.
# Usage: sh supervise.sh SIGNAL FOLDER COMMAND...   (standard input is a pipe held open by the host)
# When the host closes the pipe, or dies in whatever way, the server gets SIGNAL, then KILL; FOLDER is removed at the end.
signal=$1
folder=$2
shift 2
exec 3<&0

# Ctrl-C reaches the whole group: the host decides when the server goes.
trap '' INT HUP
mkdir -p "$folder"
# The number is there before the server is, for whoever hears the server first.
sh -c 'echo $$ >"$0"; exec "$@"' "$folder/.server-pid" "$@" </dev/null &
server=$!

(
    read -r _ <&3
    kill -s "$signal" "$server" 2>/dev/null
    seconds=0
    while kill -0 "$server" 2>/dev/null && [ "$seconds" -lt 10 ]; do
        sleep 1
        seconds=$((seconds + 1))
    done
    kill -s KILL "$server" 2>/dev/null
) &
watcher=$!

trap 'kill -s "$signal" "$server" 2>/dev/null' TERM
wait "$server"
status=$?
while kill -0 "$server" 2>/dev/null; do
    wait "$server"
    status=$?
done
kill "$watcher" 2>/dev/null
rm -rf "$folder"
exit "$status"
