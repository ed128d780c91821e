using Routing.Quotas;

namespace Routing.Tests.Quotas;

public class QuotaBalanceTests
{
    [Fact]
    public void What_was_granted_can_be_spent_once()
    {
        var balance = new QuotaBalance();
        balance.Grant(window: 7, granted: 2, used: 2, charged: 0);

        Assert.True(balance.TrySpend(1));
        Assert.True(balance.TrySpend(1));
        Assert.False(balance.TrySpend(1));
    }

    [Fact]
    public void Nothing_is_carried_into_another_window()
    {
        var balance = new QuotaBalance();
        balance.Grant(7, 5, 5, 0);
        balance.Grant(8, 1, 1, 0);

        Assert.Equal((8, 1, 1, 1), (balance.Window, balance.Free, balance.Taken, balance.Used));
        balance.Return(7, 100);
        Assert.Equal(1, balance.Free);
    }

    [Fact]
    public void What_took_more_than_expected_is_told_and_made_up_for()
    {
        var balance = new QuotaBalance();
        balance.Grant(7, 10, 10, 0);
        balance.TrySpend(10);
        balance.Return(7, -30);
        Assert.Equal(30, balance.Charge);

        balance.Grant(7, 5, used: 45, charged: balance.Charge);

        Assert.Equal((5, 0, 45), (balance.Free, balance.Charge, balance.Taken));
    }

    [Fact]
    public void A_share_counts_what_was_granted_before_and_is_told_once()
    {
        var balance = new QuotaBalance();
        balance.Grant(7, 15, 40, 0);
        balance.Allow(7, share: 20);
        balance.Allow(7, share: 20);
        Assert.Equal((20, 5), (balance.Free, balance.Charge));

        balance.Grant(7, 0, used: 45, charged: balance.Charge);
        Assert.Equal((20, 0), (balance.Free, balance.Charge));
    }

    [Theory]
    [InlineData(800, 0, 1, 100)]
    [InlineData(800, 792, 1, 1)]
    [InlineData(800, 800, 1, 1)]
    [InlineData(8, 0, 500, 500)]
    public void A_slice_is_an_eighth_of_the_rest_and_never_less_than_needed(long limit, long used, long need, long wanted) =>
        Assert.Equal(wanted, QuotaSlices.Want(limit, used, need));

    [Theory]
    [InlineData(10, 3, 3)]
    [InlineData(2, 3, 0)]
    [InlineData(10, 0, 10)]
    public void All_shares_together_fit(long limit, int routers, long share) => Assert.Equal(share, QuotaSlices.Share(limit, routers));
}
