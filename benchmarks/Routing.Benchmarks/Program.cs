using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Routing.Benchmarks;
using Routing.Benchmarks.DecisionCaching;
using Routing.Benchmarks.SnapshotSwaps;

if (args is ["decision-cache"])
{
    DecisionCacheReport.Print();
    return;
}

if (args is ["best"])
{
    BestSlices.Print();
    return;
}

if (args is ["swaps"])
{
    SwapReport.Print();
    return;
}

// In one process: the projects' shared build settings are not made for the projects that BenchmarkDotNet would generate.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.Console);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
