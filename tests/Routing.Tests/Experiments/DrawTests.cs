using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Routing.Experiments;

namespace Routing.Tests.Experiments;

public class DrawTests
{
    // Critical value of chi-squared with 9 degrees of freedom that chance exceeds once in a hundred thousand.
    private const double Unlikely = 40.0;

    [Theory]
    [InlineData("halves", "session-1")]
    [InlineData("salt", "ünït")]
    [InlineData("s", "")]
    public void The_bucket_is_the_documented_hash(string salt, string unit)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{unit}")));
        var expected = ulong.Parse(hash[..16], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 1_000_000;

        Assert.Equal((int)expected, Draw.Bucket(salt, unit));
    }

    // Written down once: every machine and every version must draw the same.
    [Fact]
    public void It_never_changes() => Assert.Equal(123_371, Draw.Bucket("halves", "session-1"));

    [Fact]
    public void A_long_unit_counts_to_its_end()
    {
        var start = new string('x', 10_000);

        Assert.NotEqual(Draw.Bucket("s", start + "a"), Draw.Bucket("s", start + "b"));
    }

    [Theory]
    [InlineData("halves")]
    [InlineData("halves2")]
    [InlineData("a")]
    public void Units_that_are_numbered_spread_evenly_over_shares_and_places(string salt)
    {
        const int Units = 100_000;
        var (shares, places) = (new int[10], new int[10]);
        for (var unit = 0; unit < Units; unit++)
        {
            var bucket = Draw.Bucket(salt, unit.ToString(CultureInfo.InvariantCulture));
            shares[bucket / 100_000]++;
            places[bucket % 1_000 / 100]++;
        }

        Assert.True(ChiSquared(shares, Units / 10.0) < Unlikely, string.Join(' ', shares));
        Assert.True(ChiSquared(places, Units / 10.0) < Unlikely, string.Join(' ', places));
    }

    [Fact]
    public void Two_salts_that_are_alike_and_share_and_place_of_one_have_nothing_to_do_with_each_other()
    {
        const int Units = 100_000;
        var (salts, within) = (new int[16], new int[16]);
        for (var unit = 0; unit < Units; unit++)
        {
            var text = $"user-{unit}";
            var (one, other) = (Draw.Bucket("trial-1", text), Draw.Bucket("trial-2", text));
            salts[(one % 1_000 / 250 * 4) + (other % 1_000 / 250)]++;
            within[(one / 250_000 * 4) + (one % 1_000 / 250)]++;
        }

        Assert.True(ChiSquared(salts, Units / 16.0) < 55, string.Join(' ', salts));
        Assert.True(ChiSquared(within, Units / 16.0) < 55, string.Join(' ', within));
    }

    private static double ChiSquared(int[] seen, double expected) => seen.Sum(count => (count - expected) * (count - expected) / expected);
}
