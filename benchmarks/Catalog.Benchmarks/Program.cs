using System.Globalization;
using Catalog.Benchmarks;

const string Usage = "Usage: Catalog.Benchmarks sync|search [--models 10000] | ledger [--events 50000]";
var models = args is [_, "--models", var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var given) ? given : 10_000;
switch (args)
{
    case ["sync"] or ["sync", "--models", _] when models > 0:
        await SyncBenchmark.RunAsync(models);
        return 0;
    case ["search"] or ["search", "--models", _] when models > 0:
        await SearchBenchmark.RunAsync(models);
        return 0;
    case ["ledger"]:
        await LedgerBenchmark.RunAsync(events: 50_000);
        return 0;
    case ["ledger", "--events", var count] when int.TryParse(count, CultureInfo.InvariantCulture, out var events) && events > 0:
        await LedgerBenchmark.RunAsync(events);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
