using Xunit;

namespace TestKit;

/// <summary>A test that takes long and runs where LONG_TESTS is 1, as with <c>.ci/run --full</c>.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    /// <summary>Skips it elsewhere.</summary>
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("LONG_TESTS") != "1")
        {
            Skip = "Takes long; set LONG_TESTS=1.";
        }
    }
}
