// torch has one global generator.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
