namespace AIGenerator.Providers.Media;

/// <summary>Orders of more pictures than a vendor makes at a time.</summary>
internal static class OrderShares
{
    extension(ImageOrder order)
    {
        /// <summary>
        /// The same order in shares of so many. A seed that was set counts on by the pictures before a share: the same seed once more would be the same
        /// picture once more, and paid for.
        /// </summary>
        public IReadOnlyList<ImageOrder> InShares(int mostAtOnce) =>
        [
            .. Enumerable.Range(0, (order.Count + mostAtOnce - 1) / mostAtOnce).Select(share => share * mostAtOnce).Select(first => order with
            {
                Count = Math.Min(mostAtOnce, order.Count - first),
                Seed = first == 0 ? order.Seed : (order.Seed + first) & int.MaxValue,
            }),
        ];
    }
}
