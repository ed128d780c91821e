using System.Text;
using Providers.Failures;

namespace Providers.Tests.Fuzzing;

/// <summary>
/// Has a reader read a sample that was changed at random: it must say what that is or refuse it, and neither throw anything else, nor
/// hang, nor hoard. 5,000 changed samples, 100,000 with LONG_TESTS; the same ones every time.
/// </summary>
internal static class Fuzz
{
    private const int Seed = 20260105;

    // A hundred times and more what the samples come to.
    private const long MostAllocated = 8 << 20;

    private static readonly int Inputs = Environment.GetEnvironmentVariable("LONG_TESTS") is null ? 5_000 : 100_000;

    public static async Task RunAsync(byte[] sample, Func<byte[], int[], Task> read)
    {
        var at = 0;
        var input = sample;
        var work = Task.Run(async () =>
        {
            var random = new Random(Seed);
            for (; at < Inputs; at++)
            {
                input = Mutation.Of(sample, random);
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    await read(input, Mutation.Cuts(input.Length, random));
                }
                catch (UpstreamFailureException)
                {
                    // As it should be.
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
            }
        });

        try
        {
            await work.WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System);
        }
        catch (Exception e)
        {
            Assert.Fail($"Input {at} of seed {Seed}: {e}\n{Encoding.Latin1.GetString(input)}");
        }
    }
}
