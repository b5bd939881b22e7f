// torch has one global random generator for the process: tests that seed it must not run side by side.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
