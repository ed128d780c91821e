using Router.Benchmarks;

const string Usage = "Usage: Router.Benchmarks budgets|keys";
switch (args)
{
    case ["budgets"]:
        await BudgetBenchmark.RunAsync();
        return 0;
    case ["keys"]:
        KeyBenchmark.Run();
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
