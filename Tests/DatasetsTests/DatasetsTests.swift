// The first tests of this target follow with its module.
