using System.Globalization;
using Catalog.Benchmarks;

const string Usage = "Usage: Catalog.Benchmarks sync|search [--models 10000] | ledger [--events 50000] [--core 0]";
var models = args is [_, "--models", var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var given) ? given : 10_000;
switch (args)
{
    case ["sync"] or ["sync", "--models", _] when models > 0:
        await SyncBenchmark.RunAsync(models);
        return 0;
    case ["search"] or ["search", "--models", _] when models > 0:
        await SearchBenchmark.RunAsync(models);
        return 0;
    case ["ledger", .. var options] when LedgerOptions.TryRead(options) is { } ledger:
        await LedgerBenchmark.RunAsync(ledger);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
